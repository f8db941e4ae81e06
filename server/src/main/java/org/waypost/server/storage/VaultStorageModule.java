package org.waypost.server.storage;

import com.google.inject.util.Modules;
import org.apache.james.mailbox.cassandra.DeleteMessageListener;
import org.apache.james.modules.vault.DeletedMessageVaultModule;
import org.apache.james.vault.DeletedMessageVault;
import org.apache.james.vault.metadata.CassandraDeletedMessageMetadataVault;
import org.apache.james.vault.metadata.DeletedMessageMetadataModule;
import org.apache.james.vault.metadata.DeletedMessageMetadataVault;
import org.apache.james.vault.metadata.DeletedMessageVaultDeletionCallback;
import org.apache.james.vault.metadata.MetadataDAO;
import org.apache.james.vault.metadata.StorageInformationDAO;
import org.apache.james.vault.metadata.UserPerBucketDAO;

/** Deleted messages are kept for a while (deletedMessageVault.properties) and can be given back. */
public final class VaultStorageModule extends StorageModule {
    @Override
    protected void configure() {
        install(Modules.override(new DeletedMessageVaultModule())
                .with(binder -> binder.bind(DeletedMessageVault.class).to(PatientVault.class)));
        singletons(MetadataDAO.class, StorageInformationDAO.class, UserPerBucketDAO.class);
        store(DeletedMessageMetadataVault.class, CassandraDeletedMessageMetadataVault.class);
        set(DeleteMessageListener.DeletionCallback.class).addBinding().to(DeletedMessageVaultDeletionCallback.class);
        tables(DeletedMessageMetadataModule.MODULE);
    }
}
