package dev.aos.core.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.core.rules.Problem;
import dev.aos.core.rules.ReadResult;
import dev.aos.core.rules.RuleFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderCheckTest {

  @TempDir Path folder;

  private List<String> warnings(String... lines) throws IOException {
    Path file = folder.resolve("aos.yaml");
    Files.writeString(
        file, "version: 1\nevent-loops: [com.acme.**]\n" + String.join("\n", lines) + "\n");
    ReadResult.Valid read = (ReadResult.Valid) RuleFileReader.read(file.toString());
    ClassHierarchy classes = new ClassHierarchies().of(getClass().getClassLoader());
    return new OrderCheck(classes)
        .check(read.rules()).stream()
            .map(Problem::toString)
            .map(text -> text.substring(text.indexOf("aos.yaml")))
            .toList();
  }

  @Test
  void callsWithoutReceiverCannotBeOrderedByIt() throws IOException {
    assertEquals(
        List.of(
            "aos.yaml:4:51: warning: `order: receiver` has no effect: no call of"
                + " `java.nio.file.Files.readString` has a receiver; write `order: rule` for one"
                + " call at a time, or remove it",
            "aos.yaml:5:49: warning: `order: receiver` has no effect: no call of"
                + " `java.io.FileInputStream.new` has a receiver; write `order: rule` for one call"
                + " at a time, or remove it"),
        warnings(
            "offload:",
            "  - {call: java.nio.file.Files.readString, order: receiver}",
            "  - {calls: java.io.FileInputStream.new, order: receiver}"));
  }

  @Test
  void othersCanOrMayBe() throws IOException {
    assertEquals(
        List.of(),
        warnings(
            "offload:",
            "  - {call: java.io.FileInputStream.read, order: receiver}",
            "  - {call: com.acme.NotThereYet.read, order: receiver}",
            "  - {calls: [java.io.FileReader.new, java.io.Reader.read], order: receiver}",
            "  - {call: java.nio.file.Files.size, order: rule}",
            "  - {include: jdk/files, order: receiver}"));
  }

  @Test
  void defaultsAreNotMeantForEachRule() throws IOException {
    assertEquals(
        List.of(),
        warnings("defaults: {order: receiver}", "offload: [java.nio.file.Files.readString]"));
  }
}
