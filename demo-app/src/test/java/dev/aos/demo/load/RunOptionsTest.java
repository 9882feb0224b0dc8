package dev.aos.demo.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunOptionsTest {
  @Test
  void nothingGivenIsTheDefault() {
    RunOptions options = RunOptions.parse();
    assertEquals(100, options.clients());
    assertEquals(100, options.pool());
    assertEquals(Optional.empty(), options.json());
  }

  @Test
  void everyOptionIsRead() {
    String line = "--clients 200 --pool 10 --json f --agent a --rules r --work w --live";
    assertEquals(
        new RunOptions(
            200, 10, Optional.of(Path.of("f")), Path.of("a"), Path.of("r"), Path.of("w"), true),
        RunOptions.parse(line.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "--cleints 1, unknown option --cleints",
    "--json, --json needs a value",
    "--clients 1, --clients needs a number from 2 to 1000",
    "--pool 1001, --pool needs a number from 1 to 1000",
    "--pool ten, 'not \"ten\"'",
  })
  void aBadOptionIsNamed(String line, String message) {
    String[] arguments = line.split(" ");
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> RunOptions.parse(arguments));
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }
}
