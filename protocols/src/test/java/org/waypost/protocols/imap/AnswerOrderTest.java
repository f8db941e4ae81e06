package org.waypost.protocols.imap;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.local.LocalChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.encode.FakeImapSession;
import org.apache.james.imapserver.netty.Linearalizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Answers reach the client in the order in which they were made, also when the next command comes in while one ends. */
class AnswerOrderTest {

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final FakeImapSession session = new FakeImapSession();

    @BeforeEach
    void connect() throws Exception {
        CompletableFuture<ReadGate> gate = new CompletableFuture<>();
        LocalChannel channel = new LocalChannel();
        channel.pipeline().addLast(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel registered) {
                registered.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void handlerAdded(ChannelHandlerContext ctx) {
                        gate.complete(new ReadGate(ctx));
                    }
                });
            }
        });
        loop.register(channel).sync();
        session.setAttribute(InFlight.GATE, gate.get(10, TimeUnit.SECONDS));
    }

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void theEndOfAnAnswerOvertakesItsBeginOnStockJames() throws Exception {
        secondCommandWhileTheFirstEnds(command -> command);

        assertThat(written).containsExactly("end", "begin");
    }

    @Test
    void theEndOfAnAnswerFollowsItsBegin() throws Exception {
        secondCommandWhileTheFirstEnds(
                command -> new InFlight(processor(command)).processReactive(null, null, session));

        assertThat(written).containsExactly("begin", "end");
    }

    @Test
    void answersWithLiteralsStayWholeWhenCommandsAreSentAtOnce() throws Exception {
        int commands = 200;
        try (MemoryMailServer server = Imap.ours("");
                SmtpDialogue client = Imap.alice(server)) {
            Imap.command(client, "a SETMETADATA INBOX (/private/comment {6+}\r\nx\r\nyyy)");
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < commands; i++) {
                all.append('b').append(i).append(" GETMETADATA INBOX /private/comment\r\n");
            }
            client.raw(all.toString());

            for (int i = 0; i < commands; i++) {
                assertThat(Imap.answer(client, "b" + i))
                        .isEqualTo("* METADATA \"INBOX\" (/private/comment {6}\nx\nyyy)\nb" + i
                                + " OK GETMETADATA completed.");
            }
        }
    }

    private interface Wrapping {
        Mono<Void> wrap(Mono<Void> command);
    }

    /**
     * The event loop takes the second command in; before it has subscribed to the end of it, another thread ends the first and
     * so runs the second.
     */
    private void secondCommandWhileTheFirstEnds(Wrapping wrapping) throws Exception {
        Linearalizer linearalizer = new Linearalizer();
        Sinks.Empty<Void> first = Sinks.empty();
        linearalizer.execute(wrapping.wrap(first.asMono())).subscribe();
        CompletableFuture<Void> ended = new CompletableFuture<>();

        loop.submit(() -> {
                    Mono<Void> second = linearalizer.execute(wrapping.wrap(Mono.fromRunnable(() -> write("begin"))));
                    Thread ending = new Thread(() -> first.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST));
                    ending.start();
                    ending.join(TimeUnit.SECONDS.toMillis(10));
                    second.doOnTerminate(() -> write("end"))
                            .subscribe(nothing -> {}, ended::completeExceptionally, () -> ended.complete(null));
                    return null;
                })
                .sync();
        ended.get(10, TimeUnit.SECONDS);
        loop.submit(() -> {}).sync();
    }

    /** Writes as a channel does: at once on its event loop, else by a task for it. */
    private void write(String part) {
        if (loop.inEventLoop()) {
            written.add(part);
        } else {
            loop.execute(() -> written.add(part));
        }
    }

    private static ImapProcessor processor(Mono<Void> command) {
        return new ImapProcessor() {
            @Override
            public Mono<Void> processReactive(ImapMessage message, Responder responder, ImapSession session) {
                return command;
            }

            @Override
            public void configure(ImapConfiguration configuration) {}
        };
    }
}
