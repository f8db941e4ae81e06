/** Lets one server of a keyspace at a time do what all are ready to do. */
package org.waypost.accounts.leases;
