package dev.aos.it.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import java.time.Duration;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A PostgreSQL server in a container, which can be stopped, killed and started again. */
final class Postgres implements AutoCloseable {

  private static final int PORT = 5432;
  private static final String PASSWORD = "of-tests";

  /** The public image starts the server twice: once to make the database. */
  private static final String READY = ".*database system is ready to accept connections.*";

  private final GenericContainer<?> container =
      new GenericContainer<>(DockerImageName.parse(Image.POSTGRES.name()))
          .withExposedPorts(PORT)
          .withEnv("POSTGRES_PASSWORD", PASSWORD)
          .waitingFor(Wait.forLogMessage(READY, 1).withStartupTimeout(Duration.ofMinutes(2)));

  private final DockerClient engine = DockerClientFactory.instance().client();

  /** Starts one; skips the test if there is no image. */
  static Postgres start(String tests) {
    Engine.needed();
    Image.POSTGRES.needed(tests);
    Postgres postgres = new Postgres();
    try {
      postgres.container.start();
    } catch (ContainerFetchException noImage) {
      Engine.skip(
          tests, "the image " + Image.POSTGRES.name() + " can't be had: " + noImage.getMessage());
    }
    return postgres;
  }

  String host() {
    return container.getHost();
  }

  /** The port of this machine; another one each time it is started. */
  int port() {
    Ports.Binding[] bindings =
        engine
            .inspectContainerCmd(container.getContainerId())
            .exec()
            .getNetworkSettings()
            .getPorts()
            .getBindings()
            .get(ExposedPort.tcp(PORT));
    if (bindings == null || bindings.length == 0) {
      throw new IllegalStateException("the database is not running");
    }
    return Integer.parseInt(bindings[0].getHostPortSpec());
  }

  /** The address of a database at a port of this machine. */
  static String address(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&password=" + PASSWORD;
  }

  /** Tells the server to end, as an operator does, and waits until it has. */
  void stop() {
    engine.stopContainerCmd(container.getContainerId()).withTimeout(20).exec();
  }

  /** Kills it. */
  void kill() {
    engine.killContainerCmd(container.getContainerId()).exec();
  }

  /** Starts it again, with its data. */
  void startAgain() {
    engine.startContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void close() {
    container.close();
  }
}
