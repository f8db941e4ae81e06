package org.waypost.mailets.challenge;

import javax.inject.Inject;
import org.apache.james.blob.api.BlobId;
import org.apache.james.blob.api.BlobReferenceSource;
import org.reactivestreams.Publisher;
import org.waypost.accounts.challenge.PendingMailStore;

/** Tells the collection of unused blobs which ones held mail needs. */
public final class PendingMailBlobs implements BlobReferenceSource {
    private final PendingMailStore pending;
    private final BlobId.Factory blobIds;

    @Inject
    public PendingMailBlobs(PendingMailStore pending, BlobId.Factory blobIds) {
        this.pending = pending;
        this.blobIds = blobIds;
    }

    @Override
    public Publisher<BlobId> listReferencedBlobs() {
        return pending.blobs().map(blobIds::from);
    }
}
