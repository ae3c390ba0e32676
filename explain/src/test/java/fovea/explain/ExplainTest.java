package fovea.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.PassAttribution;
import fovea.explain.network.ClassTarget;
import fovea.graph.Tensor;
import fovea.hub.PictureInput;
import fovea.nn.ForwardPass;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
  private static final PictureShape SHAPE = new PictureShape(3, Networks.SIZE, Networks.SIZE);

  /** A method of one's own. */
  private record Slope() implements PassAttribution {
    @Override
    public String name() {
      return "slope";
    }

    @Override
    public Reading reading() {
      return Attribution.Reading.SIGNED;
    }

    @Override
    public Tensor maps(ForwardPass pass, Tensor picture, Tensor targets) {
      return PassAttribution.score(pass, targets).gradients(List.of(picture)).getFirst();
    }
  }

  private static Picture stripes(int step) {
    byte[] pixels = new byte[SHAPE.values()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / step % 2 * 200);
    }
    return new Picture(SHAPE, pixels);
  }

  @Test
  void explainsWhatIsPredicted() {
    var model = Networks.model(List.of("a", "b", "c"));
    Explanation explanation = Explain.of(model).by(new Slope()).of(PictureInput.of(stripes(3)));
    assertEquals(model.classify(stripes(3), 1).best().name(), explanation.target().name());
    assertEquals(Networks.SIZE, explanation.map().height());
    assertArrayEquals(stripes(3).pixels(), explanation.picture().shown().pixels());
    double sum =
        List.of("a", "b", "c").stream()
            .mapToDouble(name -> explanation.picture().probability(ClassTarget.named(model, name)))
            .sum();
    assertEquals(1, sum, 1e-6);
  }

  @Test
  void explainsEachPictureOfABatchByItself() {
    var explainer = Explain.of(Networks.model(List.of("a", "b", "c"))).by(new Slope()).target("b");
    var pictures = List.of(PictureInput.of(stripes(2)), PictureInput.of(stripes(5)));
    List<Explanation> both = explainer.of(pictures);
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(
          explainer.of(pictures.get(i)).map().values(), both.get(i).map().values(), 1e-6f);
      assertEquals("b", both.get(i).target().name());
    }
    assertTrue(explainer.of(List.of()).isEmpty());
  }

  /** The call that the documents begin with. */
  @Test
  void savesAPicture(@TempDir Path folder) throws IOException {
    Path photo = folder.resolve("stripes.png");
    ImageIO.write(new BufferedImage(20, 30, BufferedImage.TYPE_INT_RGB), "png", photo.toFile());
    Path saved = folder.resolve("map.png");
    Explain.of(Networks.model(List.of("a", "b", "c"))).gradCam("0", "b").of(photo).save(saved);
    assertTrue(ImageIO.read(saved.toFile()).getWidth() > 600);
  }
}
