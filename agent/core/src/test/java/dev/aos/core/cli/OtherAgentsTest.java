package dev.aos.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherAgentsTest {

  @ParameterizedTest
  @CsvSource({
    "false, -javaagent:aos-agent.jar=aos.yaml",
    "false, -Xmx256m -javaagent:aos-agent.jar -Dagentlib:x=1",
    "true, -javaagent:aos-agent.jar -javaagent:other.jar",
    "true, -javaagent:aos-agent.jar -agentlib:jdwp=transport=dt_socket",
    "true, -agentpath:/opt/profiler.so -javaagent:aos-agent.jar",
    "true, -Xrunjdwp:x -javaagent:aos-agent.jar",
  })
  void areAmongTheArguments(boolean others, String arguments) {
    assertEquals(others, OtherAgents.areIn(arguments.split(" "), 1));
  }
}
