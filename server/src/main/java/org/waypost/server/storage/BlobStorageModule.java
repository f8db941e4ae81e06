package org.waypost.server.storage;

import com.google.inject.name.Names;
import org.apache.james.blob.api.BlobStore;
import org.apache.james.blob.api.BlobStoreDAO;
import org.apache.james.blob.api.BucketName;
import org.apache.james.blob.api.MetricableBlobStore;
import org.apache.james.blob.cassandra.CassandraBlobModule;
import org.apache.james.blob.cassandra.CassandraBlobStoreDAO;
import org.apache.james.blob.cassandra.CassandraDefaultBucketDAO;
import org.apache.james.modules.mailbox.BlobStoreAPIModule;
import org.apache.james.server.blob.deduplication.PassThroughBlobStore;

/** Message bodies in Cassandra, each blob stored as often as it is written (nothing shared, so nothing to collect). */
public final class BlobStorageModule extends StorageModule {
    @Override
    protected void configure() {
        install(new BlobStoreAPIModule());
        singletons(CassandraDefaultBucketDAO.class, PassThroughBlobStore.class);
        store(BlobStoreDAO.class, CassandraBlobStoreDAO.class);
        bind(BlobStore.class)
                .annotatedWith(Names.named(MetricableBlobStore.BLOB_STORE_IMPLEMENTATION))
                .to(PassThroughBlobStore.class);
        bind(BucketName.class)
                .annotatedWith(Names.named(BlobStore.DEFAULT_BUCKET_NAME_QUALIFIER))
                .toInstance(BucketName.DEFAULT);
        tables(CassandraBlobModule.MODULE);
    }
}
