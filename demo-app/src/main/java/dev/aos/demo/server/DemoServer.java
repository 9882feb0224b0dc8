package dev.aos.demo.server;

import com.zaxxer.hikari.HikariDataSource;
import dev.aos.demo.probe.LoopProbe;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP server written the blocking way: its handlers read files and ask the database right on
 * the event loop, because that is the easiest code to write and to read.
 */
public final class DemoServer implements AutoCloseable {
  private static final int LARGEST_REQUEST = 64 * 1024;

  private final EventLoopGroup loops;
  private final HikariDataSource database;
  private final Channel listener;

  private DemoServer(EventLoopGroup loops, HikariDataSource database, Channel listener) {
    this.loops = loops;
    this.database = database;
    this.listener = listener;
  }

  /** Starts the server on the loopback address and returns once it listens. */
  public static DemoServer start(ServerOptions options) throws IOException, SQLException {
    Path data =
        options.data().isPresent()
            ? options.data().get()
            : Files.createTempDirectory("demo-server");
    SampleFiles.create(data);
    HikariDataSource database = ItemDatabase.open(options.pool());
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(options.loops(), NioIoHandler.newFactory());
    RequestHandler handler =
        new RequestHandler(
            new FileEndpoint(data), new QueryEndpoint(database), new LoopProbe(loops));
    try {
      return new DemoServer(loops, database, listen(loops, handler, options.port()));
    } catch (RuntimeException failure) {
      loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      database.close();
      throw failure;
    }
  }

  private static Channel listen(EventLoopGroup loops, RequestHandler handler, int port) {
    return new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel
                    .pipeline()
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                    .addLast(handler);
              }
            })
        .bind(InetAddress.getLoopbackAddress(), port)
        .syncUninterruptibly()
        .channel();
  }

  /** The port on which the server listens. */
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    database.close();
  }

  /** Starts the server and runs it until the process is told to end. */
  public static void main(String[] arguments) throws IOException, SQLException {
    ServerOptions options;
    try {
      options = ServerOptions.parse(arguments);
    } catch (IllegalArgumentException badOption) {
      System.err.println(badOption.getMessage());
      System.exit(2);
      return;
    }
    DemoServer server = start(options);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "close-server"));
    System.out.println("listening on " + server.port());
  }
}
