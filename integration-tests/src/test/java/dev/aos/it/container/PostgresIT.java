package dev.aos.it.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.aos.it.fixture.database.DatabaseServer;
import dev.aos.it.fixture.support.Client;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.LateJvm;
import dev.aos.it.harness.SuspendingJdk;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.postgresql.Driver;
import org.slf4j.Logger;

/** A Netty server with plain JDBC in its handlers, and a real database that comes and goes. */
@Execution(ExecutionMode.SAME_THREAD)
class PostgresIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - {classes: [dev.aos.it.fixture.database.Answers], loop: netty}
      offload:
        - {include: jdbc, executor: jdbc}
      executors:
        jdbc: {threads: 16}
      """;

  /** Failures only of the kinds that docs/databases.md lists: SQL states, the pool's own texts. */
  private static final String RIGHT_OR_DOCUMENTED =
      "\\d+ right, \\{((08...|57P0.|Connection is closed|no connection)=\\d+(, )?)*}, 0 clients.*";

  private static Postgres postgres;

  @BeforeAll
  static void start() {
    postgres = Postgres.start("tests with PostgreSQL");
  }

  @AfterAll
  static void stop() {
    if (postgres != null) {
      postgres.close();
    }
  }

  @EveryJdk
  void everyAnswerIsRightThoughConnectionsAreCutAndTheDatabaseIsStarted(Jdk jdk)
      throws IOException {
    int requests = jdk.suspends() ? 20_000 : 2_000;
    try (Wire wire = new Wire(postgres.host(), postgres::port);
        Wire outside = new Wire(postgres.host(), postgres::port);
        LateJvm server = server(jdk, wire, outside, requests, 16, 2_000, 0.002)) {
      server.tell("begin");
      server.jvm().awaitLine("right: " + requests / 10);
      wire.cutAll();
      server.jvm().awaitLine("right: " + requests * 2 / 10);
      postgres.stop();
      postgres.startAgain();
      server.jvm().awaitLine("right: " + requests * 4 / 10);
      wire.cutAll();
      server.jvm().awaitLine("right: " + requests * 5 / 10);
      postgres.kill();
      postgres.startAgain();
      String answers = server.jvm().awaitLine("ends: ");
      System.out.println("[containers] PostgreSQL, " + jdk + ": " + answers);
      assertTrue(answers.matches(RIGHT_OR_DOCUMENTED), answers);
      server.command("suspended").exitsWith(0).stdoutHas("0 handlers are suspended");
      server.end().stderrHasOnlyAosLines();
    }
  }

  @SuspendingJdk
  void aPoolWithoutConnectionsAnswersByItselfAndTheLoopIsFree(Jdk jdk) throws IOException {
    try (Wire wire = new Wire(postgres.host(), postgres::port);
        LateJvm server = server(jdk, wire, wire, 300, 2, 250, 0.2)) {
      server.tell("begin");
      // 48 clients ask at a time, two get a connection, for a fifth of a second each.
      try (Client other = server.connect()) {
        for (int ping = 0; ping < 100; ping++) {
          assertEquals("pong", other.ask("ping"));
        }
      }
      String answers = server.jvm().awaitLine("ends: ");
      assertTrue(answers.matches("[1-9].* right, \\{no connection=\\d+}, 0 clients.*"), answers);
      server.command("suspended").exitsWith(0).stdoutHas("0 handlers are suspended");
      server.end().stderrHasOnlyAosLines();
    }
  }

  private static LateJvm server(
      Jdk jdk,
      Wire wire,
      Wire outside,
      int requests,
      int connections,
      int patienceMillis,
      double seconds) {
    ChildJvm child =
        ChildJvm.on(jdk)
            .agent(RULES)
            .classPath(
                Jars.source(HikariDataSource.class),
                Jars.source(Driver.class),
                Jars.source(Logger.class))
            .jvmArgument("-Dslf4j.internal.verbosity=ERROR")
            .timeout(Duration.ofMinutes(3))
            .main(DatabaseServer.class)
            .arguments(
                Postgres.address(wire.port()),
                Postgres.address(outside.port()),
                requests,
                connections,
                patienceMillis,
                seconds);
    return LateJvm.start(jdk, child);
  }
}
