/** What is kept of users beside their login. */
package org.waypost.accounts.users;
