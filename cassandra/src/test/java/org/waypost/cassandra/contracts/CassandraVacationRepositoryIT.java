package org.waypost.cassandra.contracts;

import org.apache.james.backends.cassandra.init.CassandraTypesProvider;
import org.apache.james.backends.cassandra.init.CassandraZonedDateTimeModule;
import org.apache.james.vacation.api.VacationRepository;
import org.apache.james.vacation.api.VacationRepositoryContract;
import org.apache.james.vacation.cassandra.CassandraVacationDAO;
import org.apache.james.vacation.cassandra.CassandraVacationModule;
import org.apache.james.vacation.cassandra.CassandraVacationRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.cassandra.CassandraKeyspaceExtension;

/** James' contract of the answers while away. */
class CassandraVacationRepositoryIT implements VacationRepositoryContract {

    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA =
            new CassandraKeyspaceExtension(CassandraZonedDateTimeModule.MODULE, CassandraVacationModule.MODULE);

    private VacationRepository vacations;

    @BeforeEach
    void setUp() {
        vacations = new CassandraVacationRepository(
                new CassandraVacationDAO(CASSANDRA.session(), new CassandraTypesProvider(CASSANDRA.session())));
    }

    @Override
    public VacationRepository vacationRepository() {
        return vacations;
    }
}
