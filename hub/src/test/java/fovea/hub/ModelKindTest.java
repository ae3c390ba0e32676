package fovea.hub;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import fovea.testdata.TestData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no model is called by its name, with what to do. */
class ModelKindTest {

  @TempDir private Path folder;

  @Test
  void textsInThePlaceOfAModelAreNamed() throws IOException {
    String pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:"
            + "0".repeat(64)
            + "\nsize 14043220\n";
    says(pointer, "pointer of Git LFS to a file of 14,043,220 bytes", "git lfs pull");
    says("<!DOCTYPE html><html><head><title>Sign in</title>", "web page \"Sign in\"", "direct");
    says("\n <html lang=en><body>404", "a web page, not the file", "direct link");
    says(
        "<?xml version=\"1.0\"?><Error><Message>Access Denied</Message></Error>",
        "XML \"Access Denied\"",
        "Download");
    says("{\"error\": \"Repository not found\"}", "answer, \"Repository not found\"", "Download");
    says("{\"weight_map\": {}, \"metadata\": {}}", "split into several files", "one file");
    says("{\"class_name\": \"Sequential\", \"config\": []}", "description of a Keras", "--arch");
    says("", "an empty file", "again");
    says("hello", "another kind of file", "Check the path");
  }

  private void says(String content, String found, String remedy) throws IOException {
    says(content.getBytes(StandardCharsets.UTF_8), found, remedy);
  }

  private void says(byte[] content, String found, String remedy) throws IOException {
    for (String name : new String[] {"model.safetensors", "model.onnx", "model.pth", "model.h5"}) {
      Path file = Files.write(folder.resolve(name), content);
      var error = assertThrows(FormatException.class, () -> Models.load(file));
      String message = error.getMessage();
      assertTrue(message.contains(found) && message.contains(remedy), message);
      assertFalse(message.contains("\n"), message);
    }
  }

  @Test
  void archivesAreNamedByWhatIsInThem() throws IOException {
    says(zip("net.onnx", 10), "a zip archive of \"net.onnx\"", "Unpack it");
    says(zip("small/model.weights.h5", 10), "zip archive", "name the model.weights.h5 in it");
    var packed = new ByteArrayOutputStream();
    new GZIPOutputStream(packed).close();
    says(packed.toByteArray(), "packed by gzip", "Unpack it");
    says("\u001C\u0000\u0000\u0000TFL3".getBytes(StandardCharsets.US_ASCII), "Lite", "ONNX");
  }

  private static byte[] zip(String name, int bytes) throws IOException {
    var content = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(content)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(new byte[bytes]);
    }
    return content.toByteArray();
  }

  @Test
  void aDownloadThatWasCutOffIsSaidToBe() throws IOException {
    byte[] zip = zip("archive/data.pkl", 10_000);
    says(Arrays.copyOf(zip, zip.length - 30), "cut short", "again");
    Path weights = Samples.weights(folder.resolve("weights"));
    byte[] whole = Files.readAllBytes(weights);
    says(Arrays.copyOf(whole, whole.length - 100), "expected at least 1,", "again");
  }

  @Test
  void sharedCasesThatAreCutOffAreSaidToBe() throws IOException {
    for (String name :
        new String[] {
          "small.keras",
          "gray-input-open-size.onnx",
          "binary-sigmoid.h5",
          "lightning-prefix-model-cifar_resnet20.ckpt"
        }) {
      byte[] whole = Files.readAllBytes(TestData.path("cases/" + name));
      for (double part : new double[] {0.3, 0.6, 0.9}) {
        Path cut = folder.resolve("cut-" + name);
        Files.write(cut, Arrays.copyOf(whole, (int) (whole.length * part)));
        var error = assertThrows(FormatException.class, () -> Models.load(cut));
        String message = error.getMessage();
        assertTrue(message.contains("cut short") || message.contains("found only"), message);
      }
    }
  }
}
