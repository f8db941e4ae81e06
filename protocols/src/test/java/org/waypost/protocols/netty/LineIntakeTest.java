package org.waypost.protocols.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A line is released whatever its reader does (james-project #2221). */
class LineIntakeTest {

    @Test
    void releasesTheLineOfAReaderThatFails() {
        ByteBuf line = Unpooled.directBuffer().writeBytes("NOOP\r\n".getBytes(StandardCharsets.US_ASCII));
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
                LineIntake.take(ctx, msg, (same, copy) -> {
                    assertThat(((ByteBuf) copy).toString(StandardCharsets.US_ASCII))
                            .isEqualTo("NOOP\r\n");
                    throw new IllegalStateException("a hook fails");
                });
            }
        });
        assertThatThrownBy(() -> channel.writeInbound(line)).hasMessage("a hook fails");
        assertThat(line.refCnt()).isZero();
    }
}
