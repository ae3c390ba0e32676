package fovea.bench.engine;

import java.nio.file.Path;
import java.util.SequencedMap;

/** An engine that is ready to do its work again and again. */
public interface Runner {

  /** Rate at which is trained while time is taken: so small that nothing diverges. */
  double RATE = 1e-4;

  /**
   * Does the work once, from a batch in host memory to a number in Java.
   *
   * @param repetition which one, from 0 on; batches are taken in turn
   * @param rate at which is trained
   * @return the loss, or the first probability
   */
  double once(int repetition, double rate);

  /** All parameters as they are now, by torchvision's names. */
  SequencedMap<String, NamedNumbers> parameters();

  /** Writes the network with its parameters, from pictures to logits, to an ONNX file. */
  void export(Path file);

  /** What comes before softmax for the first batch, row by row. */
  float[] logits();
}
