package fovea.explain.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.data.Preprocessing;
import fovea.data.photo.PhotoFiles;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.top.FieldBox;
import fovea.explain.top.TopPatch;
import fovea.explain.top.TopPatches;
import fovea.explain.top.TopSearch;
import fovea.explain.top.TopUnit;
import fovea.graph.type.TensorType;
import fovea.nn.init.Init;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Sequential;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePicturesTest {
  private static final Preprocessing CAFFE = Preprocessing.caffe(16, 16);

  @TempDir private Path folder;

  /** A file of one brightness, with a white line at a column, of three channels or one. */
  private Path file(String name, int type, int brightness, int column) throws IOException {
    var image = new BufferedImage(16, 16, type);
    for (int i = 0; i < 256; i++) {
      int value = i % 16 == column ? 255 : brightness;
      image.setRGB(i % 16, i / 16, value * 0x010101);
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void readsGrayAndColorPicturesInAnyFoldersAndSkipsOthers() throws IOException {
    Path gray = file("gray.png", BufferedImage.TYPE_BYTE_GRAY, 0, 9);
    Path color = file("within/color.png", BufferedImage.TYPE_INT_RGB, 100, 4);
    Path cut = folder.resolve("cut.png");
    Files.write(cut, List.of("text"));
    byte[] png = Files.readAllBytes(color);
    Path damaged = Files.write(folder.resolve("damaged.png"), Arrays.copyOf(png, 60));
    PictureSource source = PictureSource.of(PhotoFiles.below(folder), CAFFE);
    assertEquals(3, source.size());
    var network = Sequential.of(new Conv2d(3, 1, 1).init(Init.ones()));
    ExplainedNetwork subject = ExplainedNetwork.of(network, TensorType.f32(1, 3, 16, 16));
    TopPatches top = new TopSearch().tile(4).of(subject, "0", source);
    TopUnit unit = top.units().getFirst();
    assertEquals(
        List.of(gray.toString(), color.toString()),
        unit.patches().stream().map(TopPatch::name).toList());
    // One pixel, which is white; BGR and the mean are undone.
    TopPatch patch = unit.patches().getFirst();
    assertEquals(new FieldBox(0, 9, 1, 1), patch.box());
    byte[] white = new byte[48];
    Arrays.fill(white, (byte) 255);
    assertArrayEquals(white, patch.views().patch().pixels());
    assertEquals(List.of(cut, damaged), top.seen().skipped().stream().map(s -> s.file()).toList());
    assertEquals(2, top.seen().pictures());
  }
}
