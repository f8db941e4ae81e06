/**
 * Folders of users: who may be given rights on them, and the administrator's ways to them.
 */
package org.waypost.server.folders;
