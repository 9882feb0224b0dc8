package dev.aos.demo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerOptionsTest {
  @Test
  void nothingGivenIsTheDefault() {
    assertEquals(new ServerOptions(0, 1, 100, Optional.empty()), ServerOptions.parse());
  }

  @Test
  void everyOptionIsRead() {
    assertEquals(
        new ServerOptions(8080, 2, 10, Optional.of(Path.of("d"))),
        ServerOptions.parse("--port", "8080", "--loops", "2", "--pool", "10", "--data", "d"));
  }

  @ParameterizedTest
  @CsvSource({
    "--prot 1, unknown option --prot",
    "--port, --port needs a value",
    "--port 70000, --port needs a number from 0 to 65535",
    "--loops 0, --loops needs a number from 1 to 1000",
    "--pool x, 'not \"x\"'",
  })
  void aBadOptionIsNamed(String line, String message) {
    String[] arguments = line.split(" ");
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> ServerOptions.parse(arguments));
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }
}
