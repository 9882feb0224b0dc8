package dev.aos.demo.load;

import dev.aos.demo.server.SampleFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The right answers, to compare those under load with.
 *
 * <p>They are collected one by one from an idle server. What must be in them is worked out here
 * from the files on disk and the content of the database, and not taken from the server.
 */
final class ReferenceAnswers {
  private static final int ITEMS = 32;

  private final SingleRequest server;
  private final Path data;

  ReferenceAnswers(SingleRequest server, Path data) {
    this.server = server;
    this.data = data;
  }

  Map<Endpoint, List<Target>> collect() throws IOException, LoadException {
    List<Target> queries = new ArrayList<>();
    for (int item = 1; item <= ITEMS; item++) {
      String text = "item " + item + ": " + item * 37 % 1000 + " in stock\n";
      queries.add(target(Endpoint.QUERY, "/query?id=" + item, ascii(text)));
    }
    List<Target> files = new ArrayList<>();
    for (int number = 0; number < SampleFiles.COUNT; number++) {
      files.add(file(SampleFiles.name(number)));
    }
    Target ping = target(Endpoint.PING, "/ping", ascii("pong\n"));
    return Map.of(Endpoint.QUERY, queries, Endpoint.FILE, files, Endpoint.PING, List.of(ping));
  }

  private Target file(String name) throws IOException, LoadException {
    byte[] content = Files.readAllBytes(data.resolve(name));
    Target target = target(Endpoint.FILE, "/file/" + name, content);
    ByteBuffer answer = target.answer().duplicate().position(target.answer().limit());
    if (!ResponseFrame.text(answer, answer.limit() - content.length).contains(sha256(content))) {
      throw wrong(target.uri(), answer);
    }
    return target;
  }

  private Target target(Endpoint endpoint, String uri, byte[] body)
      throws IOException, LoadException {
    ByteBuffer answer = server.response(uri);
    ByteBuffer received = answer.duplicate().position(answer.limit());
    int bodyAt = ResponseFrame.bodyStart(received);
    boolean right =
        ResponseFrame.text(received, bodyAt).startsWith("HTTP/1.1 200 OK\r\n")
            && answer.slice(bodyAt, answer.limit() - bodyAt).equals(ByteBuffer.wrap(body));
    if (!right) {
      throw wrong(uri, received);
    }
    return new Target(endpoint, uri, answer);
  }

  private static LoadException wrong(String uri, ByteBuffer received) {
    return new LoadException(
        "the idle server's answer to GET "
            + uri
            + " is wrong: "
            + ResponseFrame.text(received, 200));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
