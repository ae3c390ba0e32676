package fovea.app.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.app.CommandRun;
import fovea.app.session.Exit;
import fovea.data.Preprocessing;
import fovea.format.JsonObject;
import fovea.format.onnx.OnnxModel;
import fovea.model.Blueprint;
import fovea.model.CardMetadata;
import fovea.model.ModelCard;
import fovea.model.ModelFile;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.onnx.OnnxExport;
import fovea.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertTest {
  private static final ModelCard CARD =
      new ModelCard(
          new Blueprint("cifar_resnet20", "2 classes of 3x32x32"),
          List.of("cat", "dog"),
          Preprocessing.imagenet(32, 36),
          JsonObject.empty().with("data", "pets"));

  @TempDir Path folder;

  @Test
  void aNetworkInOnnxIsThatOfTheLibrary() throws IOException {
    Layer network = Zoo.create(CARD.blueprint());
    Parameters.initialize(network, 3);
    Path in = folder.resolve("pets.safetensors");
    ModelFile.of(CARD, network).write(in);
    Path out = folder.resolve("pets.onnx");
    var done = CommandRun.of("convert", in, out);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertArrayEquals(OnnxExport.of(network, CARD).bytes(), Files.readAllBytes(out));
    assertEquals(CARD, CardMetadata.read("pets.onnx", OnnxModel.read(out).metadata()));
    byte[] before = Files.readAllBytes(out);
    var refused = CommandRun.of("convert", in, out);
    assertEquals(Exit.USAGE, refused.exit());
    assertEquals(
        "fovea: OUT: expected a new file, found that there is %s already; name another, or replace it by --force\n"
            .formatted(out),
        refused.messages());
    Files.write(out, new byte[] {1});
    assertEquals(Exit.DONE, CommandRun.of("convert", in, out, "--force").exit());
    assertArrayEquals(before, Files.readAllBytes(out));
    Path back = folder.resolve("again.onnx");
    assertEquals(Exit.DONE, CommandRun.of("convert", out, back).exit());
    assertEquals(
        CARD.classes(), CardMetadata.read("again.onnx", OnnxModel.read(back).metadata()).classes());
  }
}
