package org.waypost.protocols.netty;

import java.util.List;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;

/** What a server's block means where it says nothing, when James' own default is not safe. */
public final class SafeDefaults {

    /** The TLS versions that a listener speaks unless its block names others (RFC 8996, RFC 9325 §3.1.1). */
    public static final List<String> TLS_VERSIONS = List.of("TLSv1.3", "TLSv1.2");

    private static final String PROTOCOLS = "tls.supportedProtocols.protocol";

    private SafeDefaults() {}

    /** Fills in the TLS versions, in place; called before the block is given to James' server. */
    public static void tls(HierarchicalConfiguration<ImmutableNode> server) {
        if (server.getStringArray(PROTOCOLS).length == 0) {
            TLS_VERSIONS.forEach(version -> server.addProperty(PROTOCOLS, version));
        }
    }

    /** Sets a key, in place, unless the block has it. */
    public static void unlessSet(HierarchicalConfiguration<ImmutableNode> server, String key, Object value) {
        if (!server.containsKey(key)) {
            server.setProperty(key, value);
        }
    }
}
