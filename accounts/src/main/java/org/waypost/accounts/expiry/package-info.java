/** Which messages are deleted by age, and how far a run has come. */
package org.waypost.accounts.expiry;
