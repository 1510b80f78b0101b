/** Everything an operator can do that leaves a line in the audit log. */
export type AuditAction =
  | 'operator.sign-in'
  | 'operator.sign-out'
  | 'operator.claim-owner-link'
  | 'user.update'
  | 'user.deactivate'
  | 'user.reactivate'
  | 'training.trouble'
  | 'training.raid'
  | 'training.start-again'
