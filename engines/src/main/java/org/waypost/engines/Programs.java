package org.waypost.engines;

import org.waypost.engines.program.EngineProgram;
import org.waypost.engines.program.cassandra.CassandraProgram;
import org.waypost.engines.program.opensearch.OpenSearchProgram;
import org.waypost.engines.program.tika.TikaProgram;
import org.waypost.engines.settings.CassandraSettings;
import org.waypost.engines.settings.EngineSettings;
import org.waypost.engines.settings.OpenSearchSettings;
import org.waypost.engines.settings.TikaSettings;

/** The program for the settings of an engine. */
final class Programs {

    private Programs() {}

    static EngineProgram of(EngineSettings settings) {
        if (settings instanceof CassandraSettings cassandra) {
            return new CassandraProgram(cassandra);
        }
        if (settings instanceof OpenSearchSettings openSearch) {
            return new OpenSearchProgram(openSearch);
        }
        return new TikaProgram((TikaSettings) settings);
    }
}
