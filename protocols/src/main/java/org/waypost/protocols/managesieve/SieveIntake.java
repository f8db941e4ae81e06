package org.waypost.protocols.managesieve;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts octets together to commands, one at a time: the next is looked at when the last is answered. It ends a
 * connection that sends more than {@link SieveLimits} allow to a stranger, and one that sends in clear behind STARTTLS.
 */
final class SieveIntake extends ByteToMessageDecoder {

    private static final Logger LOGGER = LoggerFactory.getLogger(SieveIntake.class);

    // RFC 5804 §4: literal-c2s = "{" number "+}" CRLF. The form without "+" is for the server.
    private static final Pattern MARK = Pattern.compile("\\{(\\d{1,18})(\\+?)}\\z");
    private static final int LONGEST_MARK = 22;

    private final SieveLimits limits;
    private final boolean startTlsOffered;

    private ChannelHandlerContext context;
    private List<Argument> arguments = new ArrayList<>();
    private String problem;
    private boolean tooLarge;
    private int literals;
    private int lineOctets;
    private long literalLeft = -1;
    private int literalRead;
    private byte[] literal;
    private int searched;
    private boolean busy;
    private boolean startTlsPending;
    private boolean ended;
    private volatile boolean authenticated;

    SieveIntake(SieveLimits limits, boolean startTlsOffered) {
        this.limits = limits;
        this.startTlsOffered = startTlsOffered;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /** From any thread: the last command is answered. */
    void next(boolean nowAuthenticated) {
        authenticated = nowAuthenticated;
        context.executor().execute(this::lookAgain);
    }

    private void lookAgain() {
        busy = false;
        if (context.isRemoved() || !context.channel().isActive()) {
            return;
        }
        context.channel().config().setAutoRead(true);
        try {
            channelRead(context, Unpooled.EMPTY_BUFFER);
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (ended) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (startTlsPending && ctx.pipeline().get(SslHandler.class) == null) {
            end(ctx, in, "it sent octets in clear after STARTTLS", "");
            return;
        }
        startTlsPending = false;
        if (busy) {
            ctx.channel().config().setAutoRead(false);
            return;
        }
        if (literalLeft >= 0) {
            takeLiteral(in);
            return;
        }
        int end = in.indexOf(in.readerIndex() + searched, in.writerIndex(), (byte) '\n');
        int octets = end < 0 ? in.readableBytes() : end - in.readerIndex() + 1;
        if (lineOctets + octets > SieveLimits.LINE) {
            end(ctx, in, "its line is too long", "BYE \"The line is too long\"\r\n");
            return;
        }
        searched = end < 0 ? octets : 0;
        if (end >= 0) {
            byte[] line = new byte[octets];
            in.readBytes(line);
            lineOctets += octets;
            takeLine(ctx, line, in, out);
        }
    }

    private void takeLine(ChannelHandlerContext ctx, byte[] line, ByteBuf in, List<Object> out) {
        int length = line.length - (line.length > 1 && line[line.length - 2] == '\r' ? 2 : 1);
        int tail = Math.max(0, length - LONGEST_MARK);
        Matcher mark = MARK.matcher(new String(line, tail, length - tail, StandardCharsets.ISO_8859_1));
        if (mark.find()) {
            read(Arrays.copyOf(line, tail + mark.start()));
            announced(ctx, in, Long.parseLong(mark.group(1)), mark.group(2).isEmpty());
            return;
        }
        read(Arrays.copyOf(line, length));
        if (arguments.isEmpty() && problem == null) {
            lineOctets = 0;
            return;
        }
        SieveCommand command = new SieveCommand(List.copyOf(arguments), tooLarge, problem);
        reset();
        if (startTlsOffered
                && command.verb().equals("STARTTLS")
                && ctx.pipeline().get(SslHandler.class) == null) {
            if (in.isReadable()) {
                end(ctx, in, "it sent octets behind STARTTLS", "");
                return;
            }
            startTlsPending = !authenticated;
        }
        busy = true;
        out.add(command);
    }

    private void read(byte[] piece) {
        if (problem == null) {
            try {
                arguments.addAll(SieveSyntax.arguments(piece));
            } catch (SieveSyntax.Malformed e) {
                problem = e.getMessage();
            }
        }
    }

    private void announced(ChannelHandlerContext ctx, ByteBuf in, long size, boolean synchronizing) {
        literals++;
        String verb = new SieveCommand(arguments, false, null).verb();
        boolean fits = size <= limits.literal(verb, authenticated);
        boolean bearable = authenticated && size <= SieveLimits.DISCARDED;
        if (synchronizing || literals > SieveLimits.LITERALS || !fits && !bearable) {
            end(ctx, in, "its literal of " + size + " octets is not allowed", "BYE \"The literal is not allowed\"\r\n");
            return;
        }
        tooLarge |= !fits;
        literal = fits ? new byte[(int) Math.min(size, SieveLimits.SMALL_LITERAL)] : null;
        literalRead = 0;
        literalLeft = size;
        if (size == 0) {
            literalComplete();
        }
    }

    private void takeLiteral(ByteBuf in) {
        int octets = (int) Math.min(in.readableBytes(), literalLeft);
        if (literal == null) {
            in.skipBytes(octets);
        } else {
            if (literalRead + octets > literal.length) {
                // Memory is taken as octets arrive, not as they are announced.
                literal = Arrays.copyOf(literal, Math.max(literalRead + octets, literal.length * 2));
            }
            in.readBytes(literal, literalRead, octets);
            literalRead += octets;
        }
        literalLeft -= octets;
        if (literalLeft == 0) {
            literalComplete();
        }
    }

    private void literalComplete() {
        literalLeft = -1;
        if (literal != null && problem == null) {
            try {
                arguments.add(new Argument(SieveSyntax.utf8(Arrays.copyOf(literal, literalRead)), true));
            } catch (SieveSyntax.Malformed e) {
                problem = e.getMessage();
            }
        }
        literal = null;
    }

    private void reset() {
        arguments = new ArrayList<>();
        problem = null;
        tooLarge = false;
        literals = 0;
        lineOctets = 0;
    }

    private void end(ChannelHandlerContext ctx, ByteBuf in, String reason, String lastWords) {
        LOGGER.info("ManageSieve closed {}: {}", ctx.channel().remoteAddress(), reason);
        ended = true;
        in.skipBytes(in.readableBytes());
        ctx.writeAndFlush(Unpooled.wrappedBuffer(lastWords.getBytes(StandardCharsets.US_ASCII)))
                .addListener(ChannelFutureListener.CLOSE);
    }
}
