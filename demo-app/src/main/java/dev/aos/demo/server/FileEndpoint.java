package dev.aos.demo.server;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** {@code /file/{name}}: a file, with its SHA-256 in a header. */
final class FileEndpoint {
  private final Path directory;

  FileEndpoint(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  FullHttpResponse answer(String name) throws IOException {
    Path file;
    try {
      file = directory.resolve(name).normalize();
    } catch (InvalidPathException badName) {
      return Reply.text(HttpResponseStatus.BAD_REQUEST, "bad file name");
    }
    if (!directory.equals(file.getParent())) {
      return Reply.text(HttpResponseStatus.FORBIDDEN, "not a file of this server");
    }
    try {
      byte[] content = Files.readAllBytes(file);
      FullHttpResponse response =
          Reply.bytes(HttpResponseStatus.OK, "application/octet-stream", content);
      response.headers().set("x-content-sha256", sha256(content));
      return response;
    } catch (NoSuchFileException absent) {
      return Reply.text(HttpResponseStatus.NOT_FOUND, "no such file");
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
