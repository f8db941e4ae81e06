package org.waypost.server.storage;

import java.io.InputStream;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.task.Task;
import org.apache.james.vault.DeletedMessage;
import org.apache.james.vault.DeletedMessageVault;
import org.apache.james.vault.blob.BlobStoreDeletedMessageVault;
import org.apache.james.vault.search.Query;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The vault, with what it finds handed over on a thread that may block.
 *
 * <p>James reads a message that is given back to its end on the thread that announced it: a thread of the Cassandra
 * driver, which waits there for rows that only itself could read.
 */
final class PatientVault implements DeletedMessageVault {
    private final BlobStoreDeletedMessageVault vault;

    @Inject
    PatientVault(BlobStoreDeletedMessageVault vault) {
        this.vault = vault;
    }

    @Override
    public Publisher<Void> append(DeletedMessage deletedMessage, InputStream mimeMessage) {
        return vault.append(deletedMessage, mimeMessage);
    }

    @Override
    public Publisher<InputStream> loadMimeMessage(Username username, MessageId messageId) {
        return Mono.from(vault.loadMimeMessage(username, messageId)).publishOn(Schedulers.boundedElastic());
    }

    @Override
    public Publisher<Void> delete(Username username, MessageId messageId) {
        return vault.delete(username, messageId);
    }

    @Override
    public Publisher<DeletedMessage> search(Username username, Query query) {
        return Flux.from(vault.search(username, query)).publishOn(Schedulers.boundedElastic());
    }

    @Override
    public Task deleteExpiredMessagesTask() {
        return vault.deleteExpiredMessagesTask();
    }
}
