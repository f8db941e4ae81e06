package org.waypost.server.configuration.files;

import java.util.List;
import java.util.Optional;
import org.waypost.server.configuration.schema.FileSchema;

/** Every file that the conf folder may hold. */
public final class Schemas {
    private static final List<FileSchema> ALL = List.of(
            WaypostFiles.WAYPOST,
            WaypostFiles.JVM,
            EngineFiles.ENGINES,
            TlsFiles.TLS,
            TlsFiles.PUBLIC,
            TlsFiles.WEBADMIN,
            TlsFiles.JMAP,
            MailListenerFiles.SMTP,
            MailListenerFiles.LMTP,
            MailListenerFiles.IMAP,
            MailListenerFiles.POP3,
            MailListenerFiles.MANAGESIEVE,
            SenderFile.SENDER,
            CountryFile.SCHEMA,
            MailetContainerFile.SCHEMA,
            StoreFiles.MAIL_REPOSITORIES,
            StoreFiles.BLOB,
            StoreFiles.QUEUE,
            StoreFiles.VAULT,
            StoreFiles.BATCH_SIZES,
            StoreFiles.LISTENERS,
            AccountFiles.USERS,
            AccountFiles.DOMAINS,
            AccountFiles.REWRITING,
            AccountFiles.FORWARD,
            WaypostFiles.DNS,
            WaypostFiles.HEALTH,
            WaypostFiles.JMX,
            WaypostFiles.EXTENSIONS);

    private Schemas() {}

    /** All schemas, in the order of the reference page. */
    public static List<FileSchema> all() {
        return ALL;
    }

    /** The schema of a file. */
    public static Optional<FileSchema> of(String file) {
        return ALL.stream().filter(schema -> schema.file().equals(file)).findFirst();
    }
}
