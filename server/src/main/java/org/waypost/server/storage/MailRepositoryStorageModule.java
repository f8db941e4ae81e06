package org.waypost.server.storage;

import java.util.List;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.james.blob.api.BlobReferenceSource;
import org.apache.james.mailrepository.api.MailRepositoryFactory;
import org.apache.james.mailrepository.api.MailRepositoryUrlStore;
import org.apache.james.mailrepository.api.Protocol;
import org.apache.james.mailrepository.cassandra.CassandraMailRepository;
import org.apache.james.mailrepository.cassandra.CassandraMailRepositoryFactory;
import org.apache.james.mailrepository.cassandra.CassandraMailRepositoryKeysDAO;
import org.apache.james.mailrepository.cassandra.CassandraMailRepositoryMailDaoV2;
import org.apache.james.mailrepository.cassandra.CassandraMailRepositoryModule;
import org.apache.james.mailrepository.cassandra.CassandraMailRepositoryUrlModule;
import org.apache.james.mailrepository.cassandra.CassandraMailRepositoryUrlStore;
import org.apache.james.mailrepository.cassandra.MailRepositoryBlobReferenceSource;
import org.apache.james.mailrepository.memory.MailRepositoryStoreConfiguration;

/** Mail set aside by the mailets ({@code cassandra://var/mail/error/} and the like). */
public final class MailRepositoryStorageModule extends StorageModule {
    @Override
    protected void configure() {
        store(MailRepositoryUrlStore.class, CassandraMailRepositoryUrlStore.class);
        singletons(CassandraMailRepositoryKeysDAO.class, CassandraMailRepositoryMailDaoV2.class);
        bind(MailRepositoryStoreConfiguration.Item.class)
                .toProvider(() -> new MailRepositoryStoreConfiguration.Item(
                        List.of(new Protocol("cassandra")),
                        CassandraMailRepository.class.getName(),
                        new BaseHierarchicalConfiguration()));
        set(MailRepositoryFactory.class).addBinding().to(CassandraMailRepositoryFactory.class);
        set(BlobReferenceSource.class).addBinding().to(MailRepositoryBlobReferenceSource.class);
        tables(CassandraMailRepositoryModule.MODULE, CassandraMailRepositoryUrlModule.MODULE);
    }
}
