/** Deletes messages by age: on a schedule or on request, once in a cluster, going on where a server died. */
package org.waypost.server.expiry;
