package org.waypost.protocols.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.accounts.network.AddressBlock;
import org.waypost.protocols.proxy.ProxyProtocol;

/** The front door before a listener that greets with the client's address and then echoes. */
@Tag("feature-6")
@Tag("feature-22")
@Tag("feature-23")
class FrontDoorTest {

    private static final List<AddressBlock> LOOPBACK = AddressBlock.parseList("127.0.0.0/8");
    private static final List<AddressBlock> ELSEWHERE = AddressBlock.parseList("192.0.2.0/24");
    private static final String V2 = "\r\n\r\n\0\r\nQUIT\n";

    private final EventLoopGroup loops = new NioEventLoopGroup(2);
    private final AtomicInteger ended = new AtomicInteger();
    private FrontDoor door;
    private int port;

    @AfterEach
    void stop() throws Exception {
        loops.shutdownGracefully(0, 5, java.util.concurrent.TimeUnit.SECONDS).sync();
    }

    @Test
    void greetsAnUnlistedPeerAtOnceByItsOwnAddress() throws Exception {
        listen(ELSEWHERE, true, 0, 0);
        assertThat(talk("hello\r\n")).isEqualTo("127.0.0.1\nhello\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 198.51.100.7 203.0.113.1 4711 25\r\n",
                V2 + "\u0021\u0011\u0000\u000c\u00c6\u0033\u0064\u0007\u00cb\u0000\u0071\u0001\u0012\u0067\u0000\u0019"
            })
    void knowsTheClientThatABalancerNames(String header) throws Exception {
        listen(LOOPBACK, true, 0, 0);
        assertThat(talk(header + "hello\r\n")).isEqualTo("198.51.100.7\nhello\r\n");
    }

    @Test
    void readsAHeaderThatComesInPieces() throws Exception {
        listen(LOOPBACK, true, 0, 0);
        assertThat(talk("PRO", "XY TCP6 2001:db8::7 2001:db8::1 4711", " 25\r\nhel", "lo\r\n"))
                .isEqualTo("2001:db8:0:0:0:0:0:7\nhello\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY UNKNOWN\r\n", V2 + "\u0020\u0000\u0000\u0000"})
    void answersHealthProbesByTheBalancersOwnAddress(String header) throws Exception {
        listen(LOOPBACK, true, 0, 0);
        assertThat(talk(header + "hello\r\n")).isEqualTo("127.0.0.1\nhello\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 not.an.address 203.0.113.1 4711 25\r\n",
                "PROXY TCP4 198.51.100.7\r\n",
                "PROXY SCTP 198.51.100.7 203.0.113.1 4711 25\r\n",
                "PROXY TCP4 198.51.100.7 203.0.113.1 4711 99999\r\n",
                V2 + "\u0041\u0011\u0000\u0000",
                V2 + "\u0021\u0012\u0000\u000c\u00c6\u0033\u0064\u0007\u00cb\u0000\u0071\u0001\u0012\u0067\u0000\u0019",
                "hello hello hello\r\n"
            })
    void closesOnABrokenOrMissingHeader(String header) throws Exception {
        listen(LOOPBACK, true, 0, 0);
        assertThat(talk(header)).isEmpty();
        assertThat(ended).hasValue(0);
    }

    @Test
    void closesABalancerThatStaysSilent() throws Exception {
        listen(LOOPBACK, true, 0, 0);
        assertThat(wait("PROXY TC")).isNull();
        assertThat(wait("")).isNull();
    }

    @Test
    void takesABalancerWithoutHeaderAsClientWhenNoneIsRequired() throws Exception {
        listen(LOOPBACK, false, 0, 0);
        assertThat(talk("hello hello\r\n")).isEqualTo("127.0.0.1\nhello hello\r\n");
        assertThat(wait("")).isEqualTo("127.0.0.1");
        assertThat(wait("hel")).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY TCP4 198.51.100.7 203.0.113.1 4711 25\r\n", V2 + "\u0020\u0000\u0000\u0000"})
    void endsTheConnectionOfAnUnlistedPeerThatSendsAHeader(String header) throws Exception {
        listen(ELSEWHERE, true, 0, 0);
        assertThat(talk(header + "hello\r\n")).isEqualTo("127.0.0.1\n");
    }

    @Test
    void takesOneHeaderOnly() throws Exception {
        listen(LOOPBACK, true, 0, 0);
        String header = "PROXY TCP4 198.51.100.7 203.0.113.1 4711 25\r\n";
        assertThat(talk(header + header)).isEqualTo("198.51.100.7\n" + header);
    }

    @Test
    void refusesAboveTheLimitOfOneClientAndForgetsItAfterwards() throws Exception {
        listen(LOOPBACK, true, 0, 1);
        try (Socket first = new Socket(InetAddress.getLoopbackAddress(), port)) {
            first.getOutputStream().write("PROXY TCP4 198.51.100.7 203.0.113.1 1 25\r\n".getBytes(ISO_8859_1));
            Awaitility.await().until(() -> door.limits().clients() == 1);
            assertThat(talk("PROXY TCP4 198.51.100.7 203.0.113.1 2 25\r\n")).isEqualTo("busy\r\n");
            assertThat(talk("PROXY TCP4 198.51.100.8 203.0.113.1 3 25\r\n")).isEqualTo("198.51.100.8\n");
        }
        Awaitility.await()
                .until(() -> door.limits().clients() == 0 && door.limits().open() == 0);
    }

    @Test
    void refusesAboveTheLimitInAll() throws Exception {
        listen(ELSEWHERE, true, 1, 0);
        try (Socket first = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(first.getInputStream().read()).isPositive();
            assertThat(talk("hello\r\n")).isEqualTo("busy\r\n");
        }
        Awaitility.await().until(() -> door.limits().open() == 0);
        assertThat(talk("hello\r\n")).isEqualTo("127.0.0.1\nhello\r\n");
    }

    @Test
    void namesTheKeyOfAWrongSetting() {
        var configuration = new BaseHierarchicalConfiguration();
        configuration.setProperty("proxyProtocol.trusted", "10.0.0.0/99");
        assertThatThrownBy(() -> FrontDoor.from(configuration, "smtp", "busy"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("proxyProtocol")
                .hasMessageContaining("99");
        var stock = new BaseHierarchicalConfiguration();
        stock.setProperty("proxyRequired", "true");
        assertThatThrownBy(() -> FrontDoor.from(stock, "smtp", "busy")).hasMessageContaining("proxyRequired");
        var limit = new BaseHierarchicalConfiguration();
        limit.setProperty("connectionLimitPerIP", "many");
        assertThatThrownBy(() -> FrontDoor.from(limit, "smtp", "busy")).hasMessageContaining("'many'");
    }

    private void listen(List<AddressBlock> trusted, boolean required, int total, int perClient) throws Exception {
        var proxy = new ProxyProtocol(trusted, required, Duration.ofMillis(300));
        door = new FrontDoor("test", proxy, new ConnectionLimits(total, perClient), "busy");
        ServerBootstrap bootstrap =
                new ServerBootstrap().channel(NioServerSocketChannel.class).group(loops);
        bootstrap.childHandler(new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(new Echo());
            }
        });
        door.installOn(bootstrap);
        Channel listener =
                bootstrap.bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
        port = ((InetSocketAddress) listener.localAddress()).getPort();
    }

    private String talk(String... pieces) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
            for (String piece : pieces) {
                socket.getOutputStream().write(piece.getBytes(ISO_8859_1));
                socket.getOutputStream().flush();
            }
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (java.net.SocketException reset) {
            return "";
        }
    }

    /** Sends, then waits for the first line without saying anything more; null at the end of the connection. */
    private String wait(String piece) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(piece.getBytes(ISO_8859_1));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();
        }
    }

    private final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            InetSocketAddress client = (InetSocketAddress) ctx.channel().remoteAddress();
            ctx.writeAndFlush(ascii(client.getAddress().getHostAddress() + "\n"))
                    .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ctx.writeAndFlush(msg).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            ended.incrementAndGet();
        }

        private ByteBuf ascii(String text) {
            return Unpooled.copiedBuffer(text, ISO_8859_1);
        }
    }
}
