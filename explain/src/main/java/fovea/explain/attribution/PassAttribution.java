package fovea.explain.attribution;

import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.Logits;
import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.nn.ForwardPass;
import java.util.List;

/** A method of attribution that one forward pass and what is computed from it make up. */
public interface PassAttribution extends Attribution {

  /**
   * The maps, as nodes.
   *
   * @param pass of the batch {@code picture}
   * @param picture the network's input, {@code [n, c, h, w]}
   * @param targets how much each score counts, {@code [n, scores]}
   * @return {@code [n, c, h, w]}
   */
  Tensor maps(ForwardPass pass, Tensor picture, Tensor targets);

  /**
   * The {@linkplain Logits scores} that are asked about, added up; what one picture has of its
   * gradient is its own.
   */
  static Tensor score(ForwardPass pass, Tensor targets) {
    return Logits.of(pass).mul(targets).sum();
  }

  @Override
  default Attributor on(ExplainedNetwork subject) {
    Compiled compiled =
        subject.compile(
            in -> {
              ForwardPass pass = ForwardPass.of(subject.network(), in.getFirst());
              return List.of(maps(pass, in.getFirst(), in.getLast()));
            });
    return (pictures, targets) -> {
      PictureBatch batch = PictureBatch.of(subject, pictures, targets);
      return new Attributions(batch.inParts(subject, compiled));
    };
  }
}
