package org.waypost.protocols.imap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.ImapSessionState;
import org.apache.james.imap.api.display.HumanReadableText;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.message.response.ContinuationResponse;
import org.apache.james.imapserver.netty.NettyConstants;
import org.apache.james.protocols.netty.LineHandlerAware;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the octets of a connection together to whole commands, under {@link CommandLimits}, in linear time and with
 * large literals on disk; then each command is parsed once. It stands in the place of James' line framer and request
 * decoder, which parse a command anew from its start for every packet and take literals of any size from strangers
 * (CVE-2024-37358).
 */
final class CommandAssembler extends ByteToMessageDecoder implements LineHandlerAware {

    private static final Logger LOGGER = LoggerFactory.getLogger(CommandAssembler.class);
    private static final HumanReadableText GO_AHEAD = new HumanReadableText("org.waypost.imap.GO_AHEAD", "Ok");

    private final CommandParser parser;
    private final StatusResponseFactory responses;
    private final CommandLimits limits;
    private final Deque<ChannelInboundHandlerAdapter> lineHandlers = new ConcurrentLinkedDeque<>();

    private ReadGate gate;
    private LiteralStore store;
    private PendingCommand command = new PendingCommand();
    private LiteralSink literal;
    private long literalLeft;
    private int searched;
    private boolean skippingLine;
    private boolean startTlsPending;
    private boolean ended;

    CommandAssembler(CommandParser parser, StatusResponseFactory responses, CommandLimits limits) {
        this.parser = parser;
        this.responses = responses;
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        gate = new ReadGate(ctx);
        store = new LiteralStore(ctx, limits, gate, () -> deliver(ctx));
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        store.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        ended = true;
        command.discard();
        store.close();
        super.channelInactive(ctx);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        ImapSession session = session(ctx);
        if (ended || session == null || session.getState() == ImapSessionState.LOGOUT) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (startTlsPending && !tlsIsOn(ctx, session)) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (literal != null) {
            takeLiteral(in);
            return;
        }
        if (command.isEmpty() && gate.isShut() || gate.isHeld()) {
            gate.update();
            return;
        }
        int length = lineLength(in, lineLimit(session), isAuthenticated(session));
        if (length < 0) {
            return;
        }
        if (length == 0) {
            lineTooLong(ctx, session, out);
            return;
        }
        ChannelInboundHandlerAdapter lineHandler = lineHandlers.peekFirst();
        if (lineHandler != null && command.isEmpty()) {
            handLineOver(ctx, in.readSlice(length), lineHandler);
            return;
        }
        byte[] line = new byte[length];
        in.readBytes(line);
        takeLine(ctx, session, line, in, out);
    }

    /**
     * RFC 9051 §6.2.1: the client begins TLS right after the answer to STARTTLS. Octets in between were put there by
     * someone else (CVE-2021-38542), so the connection ends.
     */
    private boolean tlsIsOn(ChannelHandlerContext ctx, ImapSession session) {
        if (session.isTLSActive()) {
            startTlsPending = false;
            return true;
        }
        LOGGER.warn(
                "Closed {}: it sent octets in clear after STARTTLS",
                ctx.channel().remoteAddress());
        end(ctx, Unpooled.EMPTY_BUFFER);
        return false;
    }

    private void takeLiteral(ByteBuf in) {
        int octets = (int) Math.min(in.readableBytes(), literalLeft);
        literal.take(in, octets);
        literalLeft -= octets;
        if (literalLeft == 0) {
            literal.complete();
            literal = null;
        }
    }

    /** Length of the next line with its line end, -1 when it isn't complete, 0 when it is too long. */
    private int lineLength(ByteBuf in, int limit, boolean patient) {
        int start = in.readerIndex();
        int end = in.indexOf(start + searched, in.writerIndex(), (byte) '\n');
        int octets = end < 0 ? in.readableBytes() : end - start + 1;
        if (skippingLine || octets > limit) {
            skippingLine = end < 0;
            searched = 0;
            in.skipBytes(octets);
            return end < 0 && patient ? -1 : 0;
        }
        searched = end < 0 ? octets : 0;
        return end < 0 ? -1 : octets;
    }

    private int lineLimit(ImapSession session) {
        return Math.max(1, limits.line(isAuthenticated(session)) - command.lineOctets());
    }

    private void lineTooLong(ChannelHandlerContext ctx, ImapSession session, List<Object> out) {
        drop();
        if (isAuthenticated(session)) {
            // RFC 2683 §3.2.1.5: BAD to a command that is longer than the server takes.
            session.setAttribute(InFlight.GATE, gate);
            gate.commandRead();
            out.add(responses.untaggedBad(
                    new HumanReadableText("org.waypost.imap.LINE", "failed. Maximum command line length exceeded")));
        } else {
            bye(ctx, "The command line is too long");
        }
    }

    private static void handLineOver(
            ChannelHandlerContext ctx, ByteBuf line, ChannelInboundHandlerAdapter lineHandler) {
        try {
            lineHandler.channelRead(ctx, line);
        } catch (Exception e) {
            ctx.fireExceptionCaught(e);
        }
    }

    private void takeLine(ChannelHandlerContext ctx, ImapSession session, byte[] line, ByteBuf in, List<Object> out) {
        command.addLine(line);
        Optional<LiteralMark> mark = LiteralMark.atEndOf(line);
        if (mark.isPresent()) {
            announced(ctx, session, mark.get(), out);
            return;
        }
        if (command.verb().equals("STARTTLS") && session.supportStartTLS()) {
            if (in.isReadable()) {
                LOGGER.warn(
                        "Closed {}: it sent octets behind STARTTLS",
                        ctx.channel().remoteAddress());
                in.skipBytes(in.readableBytes());
                end(ctx, Unpooled.EMPTY_BUFFER);
                return;
            }
            startTlsPending = true;
        }
        if (!store.awaitComplete()) {
            parse(session).ifPresent(out::add);
        }
    }

    private void announced(ChannelHandlerContext ctx, ImapSession session, LiteralMark mark, List<Object> out) {
        boolean authenticated = isAuthenticated(session);
        Optional<String> refusal = limits.refusal(command, mark.size(), authenticated);
        if (refusal.isPresent() && !authenticated) {
            bye(ctx, refusal.get());
            return;
        }
        if (refusal.isPresent() && mark.synchronizing()) {
            // RFC 9051 §4.3: without a continuation request the client doesn't send the literal.
            command.refuse(refusal.get());
            parse(session).ifPresent(out::add);
            return;
        }
        refusal.ifPresent(command::refuse);
        literal = store.sink(mark.size(), command.refusal().isPresent());
        literalLeft = mark.size();
        command.addLiteral(literal, mark.size());
        if (mark.synchronizing()) {
            // Goes the way of all answers, so that it can't stand inside one that is being sent.
            session.setAttribute(InFlight.GATE, gate);
            gate.commandRead();
            out.add(new ContinuationResponse(GO_AHEAD));
        }
        if (literalLeft == 0) {
            literal.complete();
            literal = null;
        }
    }

    private void deliver(ChannelHandlerContext ctx) {
        ImapSession session = session(ctx);
        if (ended || session == null) {
            drop();
            return;
        }
        parse(session).ifPresent(ctx::fireChannelRead);
    }

    private Optional<ImapMessage> parse(ImapSession session) {
        PendingCommand complete = command;
        command = new PendingCommand();
        Optional<ImapMessage> message = parser.parse(complete, session);
        if (message.isPresent()) {
            session.setAttribute(InFlight.GATE, gate);
            gate.commandRead();
        }
        return message;
    }

    private void drop() {
        command.discard();
        command = new PendingCommand();
    }

    private void bye(ChannelHandlerContext ctx, String reason) {
        LOGGER.info("Closed {}: {}", ctx.channel().remoteAddress(), reason);
        String text = "* BYE " + reason + "\r\n";
        end(ctx, Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private void end(ChannelHandlerContext ctx, ByteBuf lastWords) {
        ended = true;
        drop();
        ctx.channel().writeAndFlush(lastWords).addListener(ChannelFutureListener.CLOSE);
    }

    private static boolean isAuthenticated(ImapSession session) {
        return session.getState() == ImapSessionState.AUTHENTICATED || session.getState() == ImapSessionState.SELECTED;
    }

    private static ImapSession session(ChannelHandlerContext ctx) {
        return ctx.channel().attr(NettyConstants.IMAP_SESSION_ATTRIBUTE_KEY).get();
    }

    @Override
    public void pushLineHandler(ChannelInboundHandlerAdapter lineHandler) {
        lineHandlers.addFirst(lineHandler);
    }

    @Override
    public void popLineHandler() {
        lineHandlers.pollFirst();
    }
}
