package fovea.explain.evaluation;

import fovea.data.InMemoryPictures;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Framing;
import fovea.data.pixels.PictureShape;
import fovea.data.sets.Data;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.hub.Model;
import fovea.hub.Models;
import fovea.model.ModelCard;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.zoo.Zoo;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A model whose logits are ten times the three pixels of a picture, from 0 to 1. */
final class Planted {
  static final List<String> CLASSES = List.of("left", "middle", "right");

  private Planted() {}

  /** Pictures of three pixels each. */
  static InMemoryPictures pictures(int[] labels, int... pixels) {
    byte[] bytes = new byte[pixels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) pixels[i];
    }
    var info =
        new DataInfo("planted", "planted", new PictureShape(1, 1, 3), CLASSES, Framing.OBJECT);
    return new InMemoryPictures(info, MemorySegment.ofArray(bytes), labels);
  }

  static Model model() {
    var linear = new Linear(3, 3).noBias();
    linear
        .weight()
        .variable()
        .assign(HostBuffer.of(TensorType.f32(3, 3), 10, 0, 0, 0, 10, 0, 0, 0, 10));
    InMemoryPictures any = pictures(new int[1], 0, 0, 0);
    ModelCard card = Models.create(Zoo.architecture("lenet5"), digits(), 1).card();
    return Model.of(
        new ModelCard(
            card.blueprint(), CLASSES, Preprocessing.plain(any.info()), card.provenance()),
        Sequential.of(new Flatten(), linear));
  }

  private static PictureSet digits() {
    return Data.digits(Split.TEST, 10, 1);
  }
}
