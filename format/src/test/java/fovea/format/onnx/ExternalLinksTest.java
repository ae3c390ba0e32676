package fovea.format.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import fovea.format.proto.ProtoWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models and their data as the cache of Hugging Face has them: links to files in one folder. */
class ExternalLinksTest {
  private static final String DATA = "model.onnx_data";

  @TempDir private Path folder;
  private Path blobs = Path.of("");
  private Path snapshot = Path.of("");

  @BeforeEach
  void cache() throws IOException {
    blobs = Files.createDirectories(folder.resolve("models--me--net/blobs"));
    snapshot = Files.createDirectories(folder.resolve("models--me--net/snapshots/abc/onnx"));
    Files.write(blobs.resolve("1111"), model().bytes());
    var number = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, 10);
    Files.write(blobs.resolve("2222"), number.array());
    link("model.onnx", blobs.resolve("1111"));
  }

  @Test
  void dataThatAreLinksToFilesBesideTheModelsOwnAreRead() throws IOException {
    link(DATA, blobs.resolve("2222"));
    assertArrayEquals(new float[] {10}, read());
  }

  @Test
  void dataMayLieBesideTheFileThatALinkLeadsTo() throws IOException {
    Files.copy(blobs.resolve("2222"), blobs.resolve(DATA));
    assertArrayEquals(new float[] {10}, read());
  }

  @Test
  void linksToOtherFoldersAreRefused() throws IOException {
    Path secret = Files.write(folder.resolve("secret"), new byte[4]);
    link(DATA, secret);
    says("expected a file in the model's own folder");
  }

  @Test
  void dataThatAreMissingAreNamed() {
    says("expected the file \"model.onnx_data\" beside the model, found none");
  }

  @Test
  void pointersOfGitLfsAreNamed() throws IOException {
    Files.writeString(
        blobs.resolve("2222"), "version https://git-lfs.github.com/spec/v1\noid x\nsize 4\n");
    link(DATA, blobs.resolve("2222"));
    says("pointer of Git LFS to a file of 4 bytes");
  }

  private void says(String words) {
    var error = assertThrows(FormatException.class, this::read);
    assertTrue(error.getMessage().contains(words), error::getMessage);
  }

  private float[] read() {
    OnnxModel model = OnnxModel.read(snapshot.resolve("model.onnx"));
    return model.graph().initializers().getFirst().toFloats();
  }

  private void link(String name, Path target) throws IOException {
    Path link = snapshot.resolve(name);
    Files.createSymbolicLink(link, snapshot.relativize(target));
  }

  private static ProtoWriter model() {
    var tensor =
        new ProtoWriter()
            .whole(1, 1)
            .whole(2, 1)
            .message(13, new ProtoWriter().text(1, "location").text(2, DATA))
            .whole(14, 1);
    return new ProtoWriter()
        .whole(1, 8)
        .message(7, new ProtoWriter().message(5, tensor))
        .message(8, new ProtoWriter().whole(2, 17));
  }
}
