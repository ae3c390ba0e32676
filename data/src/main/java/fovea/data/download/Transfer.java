package fovea.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;

/** One file over HTTP, resumed where an earlier attempt has ended. */
final class Transfer {

  private static final int CHUNK = 1 << 16;
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final DownloadProgress progress;
  private final Duration patience;
  private final HttpClient client;

  /**
   * Opens no connection yet.
   *
   * @param patience how long a server may be silent
   */
  Transfer(DownloadProgress progress, Duration patience) {
    this.progress = progress;
    this.patience = patience;
    this.client =
        HttpClient.newBuilder().followRedirects(Redirect.NORMAL).connectTimeout(patience).build();
  }

  /** The same with another time to wait for a silent server. */
  Transfer patience(Duration patience) {
    return new Transfer(progress, patience);
  }

  /** Fetches what {@code part} lacks of a file of at most {@code maxBytes}. */
  void fetch(URI address, Path part, long maxBytes) throws IOException, InterruptedException {
    long present = Files.exists(part) ? Files.size(part) : 0;
    if (present == maxBytes) {
      return;
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience);
    if (present > 0) {
      request.header("Range", "bytes=" + present + "-");
    }
    HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      switch (response.statusCode()) {
        case OK -> save(body, part, 0, length(response), maxBytes);
        case PARTIAL -> {
          requireRange(response, part, present);
          save(body, part, present, length(response), maxBytes);
        }
        case RANGE_NOT_SATISFIABLE -> {
          Files.delete(part);
          throw new IOException("the earlier part does not belong to this file");
        }
        default -> throw new IOException("HTTP status " + response.statusCode());
      }
    }
  }

  private static void requireRange(HttpResponse<?> response, Path part, long present)
      throws IOException {
    String range = response.headers().firstValue("Content-Range").orElse("");
    if (!range.startsWith("bytes " + present + "-")) {
      Files.delete(part);
      throw new IOException("expected the rest from byte " + present + ", found " + range);
    }
  }

  /** The length that the server announces, or -1. */
  private static long length(HttpResponse<?> response) {
    return response.headers().firstValueAsLong("Content-Length").orElse(-1);
  }

  private void save(InputStream body, Path part, long present, long length, long maxBytes)
      throws IOException {
    if (length > maxBytes - present) {
      throw tooLarge(maxBytes, present + length);
    }
    long total = length < 0 ? maxBytes : present + length;
    long done = present;
    StandardOpenOption mode =
        present == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND;
    try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, mode);
        var guard = new StallGuard(body, patience)) {
      var chunk = new byte[CHUNK];
      for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
        guard.alive();
        done += read;
        if (done > maxBytes) {
          throw tooLarge(maxBytes, done);
        }
        out.write(chunk, 0, read);
        progress.update(part.getFileName().toString().replace(".part", ""), done, total);
      }
    }
    if (length >= 0 && done < total) {
      throw new IOException(
          String.format(Locale.ROOT, "the connection ended after %,d of %,d bytes", done, total));
    }
  }

  private static IOException tooLarge(long maxBytes, long found) {
    return new IOException(
        String.format(Locale.ROOT, "expected at most %,d bytes, found %,d", maxBytes, found));
  }
}
