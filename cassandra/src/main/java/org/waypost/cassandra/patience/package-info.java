/**
 * An engine that restarts is a pause, not a failure: requests that found no node, or may be sent again without harm,
 * wait and are sent again.
 */
package org.waypost.cassandra.patience;
