/** Keeps in Cassandra what is known of users beside their login. */
package org.waypost.cassandra.users;
