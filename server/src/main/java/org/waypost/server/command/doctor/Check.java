package org.waypost.server.command.doctor;

import java.util.List;

/** One thing that the doctor looks at. */
public interface Check {
    /** Looks, and tells what was found. Doesn't throw for what it finds: that is a result. */
    List<Result> look(Patient patient);
}
