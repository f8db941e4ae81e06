/**
 * Settings of server, domain and user: the user's over the domain's over the server's, each to be locked from above.
 */
package org.waypost.accounts.settings;
