package org.waypost.server.storage;

import org.apache.james.mailbox.extractor.TextExtractor;
import org.apache.james.mailbox.indexer.MessageIdReIndexer;
import org.apache.james.mailbox.indexer.ReIndexer;
import org.apache.james.mailbox.store.extractor.JsoupTextExtractor;
import org.apache.james.mailbox.store.search.MessageSearchIndex;
import org.apache.james.mailbox.store.search.SimpleMessageSearchIndex;
import org.apache.james.quota.search.QuotaSearcher;
import org.apache.james.quota.search.scanning.ScanningQuotaSearcher;

/** Search by reading through the mailbox: right for small mailboxes, needs no index. */
public final class ScanningSearchModule extends StorageModule {
    @Override
    protected void configure() {
        store(MessageSearchIndex.class, SimpleMessageSearchIndex.class);
        store(QuotaSearcher.class, ScanningQuotaSearcher.class);
        singletons(NothingToIndex.class);
        bind(ReIndexer.class).to(NothingToIndex.class);
        bind(MessageIdReIndexer.class).to(NothingToIndex.class);
        store(TextExtractor.class, JsoupTextExtractor.class);
    }
}
