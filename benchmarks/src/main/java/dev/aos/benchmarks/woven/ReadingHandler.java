package dev.aos.benchmarks.woven;

import dev.aos.benchmarks.backend.Backend;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.IntConsumer;

/** Reads as often as the message says, once or three times, and says what came of it. */
@Sharable
public final class ReadingHandler extends ChannelInboundHandlerAdapter {
  /** How many reads do not need each other. */
  public static final int THREE = 3;

  private final IntConsumer result;

  /** {@code result} hears of everything that has been read. */
  public ReadingHandler(IntConsumer result) {
    this.result = result;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    result.accept((Integer) message == THREE ? three() : Backend.look(1));
  }

  private static int three() {
    int first = Backend.look(1);
    int second = Backend.look(2);
    int third = Backend.look(THREE);
    return first + second + third;
  }
}
