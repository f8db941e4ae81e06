package org.waypost.accounts.expiry;

import org.apache.james.core.Username;

/**
 * What a run does with one folder.
 *
 * @param user    whose folder it is
 * @param folder  its name
 * @param matched messages that the rule fits
 * @param planned how many of them this run deletes
 * @param removed how many it deleted
 * @param done    whether it is finished with the folder
 * @param failure why it could not be, in words; empty otherwise
 */
public record ExpiryCount(
        Username user, String folder, long matched, long planned, long removed, boolean done, String failure) {

    /** A folder that is begun. */
    public static ExpiryCount begun(Username user, String folder, long matched, long planned) {
        return new ExpiryCount(user, folder, matched, planned, 0, false, "");
    }

    /** The same, so far. */
    public ExpiryCount reached(long count) {
        return new ExpiryCount(user, folder, matched, planned, count, false, "");
    }

    /** The same, finished. */
    public ExpiryCount finished(long count) {
        return new ExpiryCount(user, folder, matched, planned, count, true, "");
    }

    /** The same, given up for this run. */
    public ExpiryCount failed(long count, String why) {
        return new ExpiryCount(user, folder, matched, planned, count, true, why);
    }
}
