package org.waypost.protocols.imap;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.james.imap.decode.parser.LoginCommandParser;
import org.apache.james.imap.processor.AuthenticateProcessor;
import org.apache.james.imap.processor.CreateProcessor;
import org.apache.james.imap.processor.DeleteProcessor;
import org.apache.james.imap.processor.ListProcessor;
import org.apache.james.imap.processor.LoginProcessor;
import org.apache.james.imap.processor.RenameProcessor;
import org.apache.james.imap.processor.SubscribeProcessor;
import org.apache.james.modules.protocols.ImapPackage;
import org.apache.james.utils.ClassName;

/** Another package's commands, with the stock classes that have a defect replaced by ours. */
record StrictImapPackage(ImapPackage wrapped) implements ImapPackage {

    private static final Map<Class<?>, Class<?>> OURS = Map.of(
            LoginProcessor.class, GuardedLogin.class,
            AuthenticateProcessor.class, GuardedAuthenticate.class,
            CreateProcessor.class, StrictCreate.class,
            RenameProcessor.class, StrictRename.class,
            DeleteProcessor.class, StrictDelete.class,
            SubscribeProcessor.class, StrictSubscribe.class,
            ListProcessor.class, StatusAwareList.class,
            LoginCommandParser.class, LenientLoginParser.class);

    @Override
    public Collection<ClassName> processors() {
        return Stream.concat(ours(wrapped.processors()), Stream.of(name(ContinuationProcessor.class)))
                .toList();
    }

    @Override
    public Collection<ClassName> decoders() {
        return ours(wrapped.decoders()).toList();
    }

    @Override
    public Collection<ClassName> encoders() {
        return wrapped.encoders();
    }

    private static Stream<ClassName> ours(Collection<ClassName> stock) {
        return stock.stream().map(StrictImapPackage::ours);
    }

    private static ClassName ours(ClassName stock) {
        return OURS.entrySet().stream()
                .filter(swap -> swap.getKey().getName().equals(stock.getName()))
                .map(swap -> name(swap.getValue()))
                .findAny()
                .orElse(stock);
    }

    private static ClassName name(Class<?> type) {
        return new ClassName(type.getName());
    }
}
