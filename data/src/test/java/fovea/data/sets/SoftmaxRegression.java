package fovea.data.sets;

import fovea.data.PictureSet;

/** The simplest learner, in plain loops: a yardstick for how hard a data set is. */
final class SoftmaxRegression {

  private static final int CLASSES = 10;

  private final PictureSet train;
  private final int pixels;
  private final float[][] weights;
  private final float[] scores = new float[CLASSES];

  SoftmaxRegression(PictureSet train) {
    this.train = train;
    this.pixels = train.shape().values();
    this.weights = new float[CLASSES][pixels];
  }

  /** Stochastic gradient descent, picture by picture. */
  SoftmaxRegression fit(int epochs) {
    for (int epoch = 0; epoch < epochs; epoch++) {
      float rate = 0.01f / (1 + epoch);
      for (int i = 0; i < train.size(); i++) {
        byte[] picture = train.picture(i).pixels();
        probabilities(picture);
        for (int c = 0; c < CLASSES; c++) {
          float error = scores[c] - (c == train.label(i) ? 1 : 0);
          for (int p = 0; p < pixels; p++) {
            weights[c][p] -= rate * error * (picture[p] & 0xFF) / 255;
          }
        }
      }
    }
    return this;
  }

  double accuracy(PictureSet test) {
    int right = 0;
    for (int i = 0; i < test.size(); i++) {
      probabilities(test.picture(i).pixels());
      int best = 0;
      for (int c = 1; c < CLASSES; c++) {
        best = scores[c] > scores[best] ? c : best;
      }
      right += best == test.label(i) ? 1 : 0;
    }
    return (double) right / test.size();
  }

  private void probabilities(byte[] picture) {
    double sum = 0;
    for (int c = 0; c < CLASSES; c++) {
      float score = 0;
      for (int p = 0; p < pixels; p++) {
        score += weights[c][p] * (picture[p] & 0xFF);
      }
      scores[c] = (float) Math.exp(score / 255);
      sum += scores[c];
    }
    for (int c = 0; c < CLASSES; c++) {
      scores[c] /= (float) sum;
    }
  }
}
