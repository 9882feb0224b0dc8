package dev.aos.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandTextTest {

  @Test
  void whatIsWrittenIsRead() {
    CommandText plain = new CommandText("report", "", "/tmp/a b/answer.txt");
    CommandText attach = new CommandText("attach", "my rules.yaml,report=r.txt", "/tmp/x.txt");
    assertEquals(Optional.of(plain), CommandText.parse(plain.toString()));
    assertEquals(Optional.of(attach), CommandText.parse(attach.toString()));
  }

  @Test
  void anAgentsArgumentIsNoCommand() {
    assertEquals(Optional.empty(), CommandText.parse("aos.yaml,report=out=x"));
    assertEquals(Optional.empty(), CommandText.parse("command=report"));
  }
}
