/** Lets one server do what must be done once on a keyspace. */
package org.waypost.accounts.lease;
