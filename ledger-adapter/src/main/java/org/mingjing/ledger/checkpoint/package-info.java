/** C2SP signed notes and checkpoints. */
@NullMarked
package org.mingjing.ledger.checkpoint;

import org.jspecify.annotations.NullMarked;
