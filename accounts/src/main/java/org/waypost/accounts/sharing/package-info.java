/**
 * With whom users may share their folders.
 */
package org.waypost.accounts.sharing;
