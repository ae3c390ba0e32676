package fovea.bench.toolbox;

import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.hub.Model;
import fovea.hub.Models;
import fovea.train.EpochReport;
import fovea.train.Trainer;
import fovea.train.TrainingResult;
import fovea.train.metric.TestInterval;
import fovea.zoo.Zoo;
import java.util.function.UnaryOperator;

/**
 * Pictures to learn from and to be judged by.
 *
 * @param train to learn from
 * @param test to be judged by
 */
record Material(PictureSet train, PictureSet test) {

  /** Batches of the pictures that are learned from, in random order. */
  DataLoader batches(Model model, int batch, long seed) {
    return new DataLoader(train, model.preprocessing(), batch).shuffle(seed);
  }

  /** A network of the zoo with initial values. */
  Model model(String network, long seed) {
    return Models.create(Zoo.architecture(network), train, seed);
  }

  /** Trains a network as {@code change} says, on batches that {@code loading} may change. */
  TrainingResult train(
      String network, long seed, UnaryOperator<Trainer> change, UnaryOperator<DataLoader> loading) {
    Model model = model(network, seed);
    Preprocessing preprocessing = model.preprocessing();
    return change
        .apply(Trainer.of(model.network()).seed(seed))
        .fit(loading.apply(batches(model, 64, seed)), new DataLoader(test, preprocessing, 500));
  }

  /** Trains, tests once, and gives what came of the last epoch. */
  EpochReport last(
      String network, long seed, UnaryOperator<Trainer> change, UnaryOperator<DataLoader> loading) {
    UnaryOperator<Trainer> testedOnce =
        trainer -> change.apply(trainer).testEvery(TestInterval.epochs(Integer.MAX_VALUE));
    return train(network, seed, testedOnce, loading).epochs().getLast();
  }

  /** Trains, and gives the accuracy after the last epoch in percent. */
  Arm.Figure accuracy(
      String network, long seed, UnaryOperator<Trainer> change, UnaryOperator<DataLoader> loading) {
    EpochReport last = last(network, seed, change, loading);
    return new Arm.Figure(100 * last.test().accuracy(), "");
  }
}
