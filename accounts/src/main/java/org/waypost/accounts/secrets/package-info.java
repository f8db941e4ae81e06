/** Secrets that all servers of a keyspace share. */
package org.waypost.accounts.secrets;
