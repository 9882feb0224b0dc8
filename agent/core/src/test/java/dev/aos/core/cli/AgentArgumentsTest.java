package dev.aos.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentArgumentsTest {

  private static AgentArguments parse(String text) {
    return AgentArguments.parse(text);
  }

  @Test
  void nothingIsAllDefaults() {
    AgentArguments arguments = parse("");
    assertEquals(Optional.empty(), arguments.ruleFile());
    assertEquals(Optional.empty(), arguments.reportFile());
    assertEquals(AgentArguments.Mode.AS_RULED, arguments.mode());
    assertFalse(arguments.exitOnError());
    assertTrue(arguments.verify());
    assertEquals(List.of(), arguments.errors());
  }

  @Test
  void theFileComesFirstTheOptionsAfterIt() {
    AgentArguments arguments =
        parse("conf/my rules.yaml,on-error=exit,report=out.txt,mode=report,verify=off");
    assertEquals(Optional.of("conf/my rules.yaml"), arguments.ruleFile());
    assertTrue(arguments.exitOnError());
    assertEquals(Optional.of("out.txt"), arguments.reportFile());
    assertEquals(AgentArguments.Mode.REPORT, arguments.mode());
    assertFalse(arguments.verify());
    assertEquals(List.of(), arguments.errors());
  }

  @Test
  void optionsAloneAreGood() {
    assertEquals(AgentArguments.Mode.OFF, parse("mode=off").mode());
    assertEquals(Optional.empty(), parse("mode=off").ruleFile());
  }

  @Test
  void whatIsWrittenIsRead() {
    for (String text :
        List.of(
            "", "a.yaml", "a.yaml,on-error=exit,report=b,mode=report,verify=off", ",mode=off")) {
      assertEquals(text, parse(text).toString());
    }
  }

  @Test
  void everyWrongPartIsNamed() {
    List<String> errors = parse("aos.yaml,on-eror=exit,mode=fast,other.yaml").errors();
    assertEquals(3, errors.size());
    assertTrue(errors.get(0).startsWith("agent argument `on-eror=exit` is no option"));
    assertTrue(errors.get(1).startsWith("agent argument `mode=fast` can be off or report"));
    assertTrue(errors.get(2).startsWith("agent argument `other.yaml` is no option"));
    assertTrue(errors.get(2).endsWith(AgentArguments.SYNTAX));
  }
}
