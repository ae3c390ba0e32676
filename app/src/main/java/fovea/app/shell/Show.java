package fovea.app.shell;

import fovea.data.picture.PictureFile;
import fovea.data.pixels.Picture;
import fovea.graph.Tensor;
import java.awt.AWTError;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.swing.ImageIcon;
import javax.swing.JFrame;
import javax.swing.JLabel;

/**
 * Shows pictures: in a window, or, where there is no display, in a PNG file whose path is printed.
 */
public final class Show {

  private Show() {}

  /**
   * Shows numbers as brightness, the smallest black and the largest white: {@code [h, w]} as a gray
   * picture, {@code [3, h, w]} in color, {@code [c, h, w]} as one gray tile a channel, and {@code
   * [n, c, h, w]} as all of these side by side.
   *
   * @throws fovea.graph.type.FoveaException for another number of axes
   */
  public static void show(Tensor tensor) {
    show(Tiles.of(tensor));
  }

  /** Shows a picture. */
  public static void show(Picture picture) {
    show(Tiles.of(picture));
  }

  /** Shows the picture in a file. */
  public static void show(Path file) {
    show(PictureFile.read(file));
  }

  /** Shows a picture. */
  public static void show(BufferedImage picture) {
    if (GraphicsEnvironment.isHeadless()) {
      print(picture);
      return;
    }
    try {
      EventQueue.invokeAndWait(() -> window(picture));
    } catch (AWTError | java.lang.reflect.InvocationTargetException _) {
      print(picture); // a display is named, but it cannot be reached
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void window(BufferedImage picture) {
    var frame =
        new JFrame(String.format(Locale.ROOT, "%d × %d", picture.getWidth(), picture.getHeight()));
    frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
    frame.add(new JLabel(new ImageIcon(picture)));
    frame.pack();
    frame.setVisible(true);
  }

  private static void print(BufferedImage picture) {
    try {
      Path file = Files.createTempFile("fovea", ".png");
      ImageIO.write(picture, "png", file.toFile());
      System.out.println("no display; the picture is in " + file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
